/*
** A VFS that encrypts: it stands before SQLite's default VFS and hands each page
** of database and write-ahead log (WAL) to Go (seal.go), once on its way out and
** once on its way in. Everything else, locks and shared memory included, goes to
** the default VFS untouched.
**
** Rules of this file:
**   - Only the main database and its WAL are ever opened. Rollback journals and
**     temporary files are refused, so that nothing can reach the disk in clear.
**   - What is written is a whole page, a whole WAL header or a whole frame header.
**   - What is read is first read, authenticated and decrypted as a whole unit; the
**     part that SQLite asked for is copied from that.
**   - A unit that fails authentication is SQLITE_IOERR_DATA. Two exceptions let
**     recovery after a power cut work as in plain SQLite; see dbRead and walRead.
*/
#include <string.h>
#include "sqlite_abi.h"
#include "_cgo_export.h"

#define PAGE 4096
#define RESERVED 40
#define LOG_HEAD 32
#define FRAME_HEAD 24
#define FRAME (FRAME_HEAD + PAGE)
#define BLOCK 16 /* the encrypted half of a log or frame header: salts and checksums */

typedef struct vault_file {
  sqlite3_file base;
  int is_log;
  long long token;              /* whose key: see registry.go */
  unsigned frame;               /* the frame whose header was written last, 0 = none */
  unsigned char head[FRAME_HEAD]; /* that header, in clear */
  unsigned char unit[FRAME];    /* room for one unit on its way */
  sqlite3_file real[];          /* the default VFS's file follows */
} vault_file;

#define REAL(f) (((vault_file *)(f))->real)
#define CALL(f, m) (REAL(f)->pMethods->m)

static sqlite3_vfs vault_vfs;
static sqlite3_vfs *default_vfs;

static int xClose(sqlite3_file *f) {
  int rc = CALL(f, xClose)(REAL(f));
  fyrtioRelease(((vault_file *)f)->token);
  return rc;
}

/* Past the end of an empty file there is nothing; past the end of a file that
** has pages, SQLite never reads unless the file was cut. */
static int pastEnd(vault_file *v, void *buf, int n) {
  sqlite3_int64 size = 0;
  int rc = CALL(v, xFileSize)(REAL(v), &size);
  if (rc != SQLITE_OK) return rc;
  if (!v->is_log && size > 0) return SQLITE_IOERR_DATA;
  memset(buf, 0, n);
  return SQLITE_IOERR_SHORT_READ;
}

static int dbRead(vault_file *v, unsigned char *buf, int n, sqlite3_int64 off) {
  sqlite3_int64 page = off / PAGE;
  int at = (int)(off % PAGE);
  if (at + n > PAGE) return SQLITE_IOERR_READ;
  unsigned char *unit = at == 0 && n == PAGE ? buf : v->unit;
  int rc = CALL(v, xRead)(REAL(v), unit, PAGE, page * PAGE);
  if (rc == SQLITE_IOERR_SHORT_READ) return pastEnd(v, buf, n);
  if (rc != SQLITE_OK) return rc;
  if (fyrtioOpenPage(v->token, (unsigned)(page + 1), unit) != 0) {
    /* Before it has looked into the WAL, SQLite asks for 100 bytes of page 1 to
    ** learn the page size. A power cut during a checkpoint may have torn page 1
    ** while the WAL has it whole, so this one question is answered from what
    ** each of our files has in common; the page itself is still refused. */
    if (off != 0 || n != 100) return SQLITE_IOERR_DATA;
    memset(unit, 0, n);
    memcpy(unit, "SQLite format 3", 16);
    unit[16] = PAGE >> 8;
    unit[18] = unit[19] = 2;
    unit[20] = RESERVED;
  }
  if (unit != buf) memcpy(buf, unit + at, n);
  return SQLITE_OK;
}

static int walRead(vault_file *v, unsigned char *buf, int n, sqlite3_int64 off) {
  sqlite3_int64 start = 0;
  int size = LOG_HEAD;
  unsigned frame = 0;
  if (off >= LOG_HEAD) {
    frame = (unsigned)((off - LOG_HEAD) / FRAME) + 1;
    start = LOG_HEAD + (sqlite3_int64)(frame - 1) * FRAME;
    size = off + n <= start + FRAME_HEAD ? FRAME_HEAD : FRAME;
  }
  if (off + n > start + size) return SQLITE_IOERR_READ;
  int rc = CALL(v, xRead)(REAL(v), v->unit, size, start);
  if (rc == SQLITE_IOERR_SHORT_READ) return pastEnd(v, buf, n);
  if (rc != SQLITE_OK) return rc;
  if (size == FRAME) {
    if (fyrtioOpenFrame(v->token, frame, v->unit) != 0) {
      /* SQLite reads whole frames, header included, when it looks for the end of
      ** the WAL after a crash: a torn frame is the end, not an error. */
      if (off != start) return SQLITE_IOERR_DATA;
      memset(v->unit, 0, size);
    }
  } else if (fyrtioOpenBlock(v->token, v->unit + size - BLOCK) != 0) {
    return SQLITE_IOERR_DATA;
  }
  memcpy(buf, v->unit + (off - start), n);
  return SQLITE_OK;
}

static int xRead(sqlite3_file *f, void *buf, int n, sqlite3_int64 off) {
  vault_file *v = (vault_file *)f;
  return v->is_log ? walRead(v, buf, n, off) : dbRead(v, buf, n, off);
}

static int dbWrite(vault_file *v, const void *buf, int n, sqlite3_int64 off) {
  if (n != PAGE || off % PAGE != 0) return SQLITE_IOERR_WRITE;
  if (fyrtioSealPage(v->token, (unsigned)(off / PAGE) + 1, 0, (void *)buf, v->unit) != 0) return SQLITE_IOERR_WRITE;
  return CALL(v, xWrite)(REAL(v), v->unit, n, off);
}

static int walWrite(vault_file *v, const void *buf, int n, sqlite3_int64 off) {
  sqlite3_int64 at = off < LOG_HEAD ? off : (off - LOG_HEAD) % FRAME;
  unsigned frame = off < LOG_HEAD ? 0 : (unsigned)((off - LOG_HEAD) / FRAME) + 1;
  if (at == 0 && n == (frame == 0 ? LOG_HEAD : FRAME_HEAD)) {
    v->frame = frame;
    if (frame != 0) memcpy(v->head, buf, n);
    memcpy(v->unit, buf, n);
    if (fyrtioSealBlock(v->token, v->unit + n - BLOCK) != 0) return SQLITE_IOERR_WRITE;
  } else if (frame != 0 && at == FRAME_HEAD && n == PAGE) {
    if (v->frame != frame) { /* a frame of the open transaction is written again: its header stands */
      int rc = CALL(v, xRead)(REAL(v), v->head, FRAME_HEAD, off - FRAME_HEAD);
      if (rc != SQLITE_OK) return rc;
      if (fyrtioOpenBlock(v->token, v->head + FRAME_HEAD - BLOCK) != 0) return SQLITE_IOERR_WRITE;
      v->frame = frame;
    }
    if (fyrtioSealPage(v->token, frame, v->head, (void *)buf, v->unit) != 0) return SQLITE_IOERR_WRITE;
  } else {
    return SQLITE_IOERR_WRITE;
  }
  return CALL(v, xWrite)(REAL(v), v->unit, n, off);
}

static int xWrite(sqlite3_file *f, const void *buf, int n, sqlite3_int64 off) {
  vault_file *v = (vault_file *)f;
  return v->is_log ? walWrite(v, buf, n, off) : dbWrite(v, buf, n, off);
}

static int xTruncate(sqlite3_file *f, sqlite3_int64 size) { return CALL(f, xTruncate)(REAL(f), size); }
static int xSync(sqlite3_file *f, int flags) { return CALL(f, xSync)(REAL(f), flags); }
static int xFileSize(sqlite3_file *f, sqlite3_int64 *size) { return CALL(f, xFileSize)(REAL(f), size); }
static int xLock(sqlite3_file *f, int level) { return CALL(f, xLock)(REAL(f), level); }
static int xUnlock(sqlite3_file *f, int level) { return CALL(f, xUnlock)(REAL(f), level); }
static int xCheckReservedLock(sqlite3_file *f, int *out) { return CALL(f, xCheckReservedLock)(REAL(f), out); }
static int xSectorSize(sqlite3_file *f) { return CALL(f, xSectorSize)(REAL(f)); }
static int xShmMap(sqlite3_file *f, int page, int size, int extend, void volatile **p) {
  return CALL(f, xShmMap)(REAL(f), page, size, extend, p);
}
static int xShmLock(sqlite3_file *f, int offset, int n, int flags) { return CALL(f, xShmLock)(REAL(f), offset, n, flags); }
static void xShmBarrier(sqlite3_file *f) { CALL(f, xShmBarrier)(REAL(f)); }
static int xShmUnmap(sqlite3_file *f, int delete) { return CALL(f, xShmUnmap)(REAL(f), delete); }

static int xFileControl(sqlite3_file *f, int op, void *arg) {
  switch (op) {
  case SQLITE_FCNTL_SIZE_HINT: /* these would grow the file by bytes that are no sealed page, */
  case SQLITE_FCNTL_CHUNK_SIZE:
  case SQLITE_FCNTL_MMAP_SIZE: /* or read it past us */
    return SQLITE_OK;
  }
  return CALL(f, xFileControl)(REAL(f), op, arg);
}

/* Atomic writes and reads of parts of pages are not ours to promise. */
static int xDeviceCharacteristics(sqlite3_file *f) {
  return CALL(f, xDeviceCharacteristics)(REAL(f)) & (SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN);
}

/* Version 2: without xFetch, SQLite never maps a page past us. */
static const sqlite3_io_methods vault_methods = {
    2, xClose, xRead, xWrite, xTruncate, xSync, xFileSize, xLock, xUnlock, xCheckReservedLock,
    xFileControl, xSectorSize, xDeviceCharacteristics, xShmMap, xShmLock, xShmBarrier, xShmUnmap, 0, 0};

static int xOpen(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out) {
  vault_file *v = (vault_file *)f;
  (void)vfs;
  memset(v, 0, sizeof *v);
  v->real->pMethods = 0;
  if (name == 0 || !(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL))) return SQLITE_CANTOPEN;
  v->is_log = (flags & SQLITE_OPEN_WAL) != 0;
  v->token = sqlite3_uri_int64(name, "vault", 0);
  if (fyrtioHold(v->token) != 0) return SQLITE_CANTOPEN; /* no key: never in clear */
  int rc = default_vfs->xOpen(default_vfs, name, v->real, flags, out);
  if (rc == SQLITE_OK) {
    v->base.pMethods = &vault_methods;
  } else {
    if (v->real->pMethods) CALL(v, xClose)(v->real);
    fyrtioRelease(v->token);
  }
  return rc;
}

int fyrtio_vault_register(void) {
  default_vfs = sqlite3_vfs_find(0);
  if (default_vfs == 0) return SQLITE_ERROR;
  vault_vfs = *default_vfs;
  vault_vfs.zName = "fyrtio";
  vault_vfs.pNext = 0;
  vault_vfs.szOsFile += (int)sizeof(vault_file);
  vault_vfs.xOpen = xOpen;
  return sqlite3_vfs_register(&vault_vfs, 0);
}
