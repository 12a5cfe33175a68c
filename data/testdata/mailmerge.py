"""Merges a letter with a list of people into one PDF in LibreOffice, as a clinic without
Fyrtio would: mailmerge.py FOLDER, which has letter.fodt and people.csv. Prints the seconds
and the processor's seconds of the merge alone, and the most memory LibreOffice had, in kB. Needs python3-uno,
libreoffice-writer-nogui and libreoffice-base-nogui with its drivers."""
import atexit, os, pathlib, signal, subprocess, sys, time, uno
from com.sun.star.beans import PropertyValue as Value
from com.sun.star.connection import NoConnectException

folder = pathlib.Path(sys.argv[1])
name = "fyrtio%d" % os.getpid()
office = subprocess.Popen(["soffice", "--headless", "--norestore", "--accept=pipe,name=%s;urp;" % name, "-env:UserInstallation=" + (folder / "user").as_uri()],
                          stdout=subprocess.DEVNULL, start_new_session=True)
atexit.register(os.killpg, office.pid, signal.SIGKILL)
resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
for _ in range(600):
    try:
        context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % name)
        break
    except NoConnectException:
        time.sleep(0.1)
new = lambda service: context.ServiceManager.createInstanceWithContext(service, context)
sources = new("com.sun.star.sdb.DatabaseContext")
source = sources.createInstance()
source.URL = "sdbc:flat:" + folder.as_uri()
source.Info = tuple(Value(Name=n, Value=v) for n, v in dict(Extension="csv", HeaderLine=True, FieldDelimiter=";", CharSet="UTF-8").items())
source.DatabaseDocument.storeAsURL((folder / "people.odb").as_uri(), ())
sources.registerObject("people", source)
merge = new("com.sun.star.text.MailMerge")
merge.DocumentURL = (folder / "letter.fodt").as_uri()
merge.DataSourceName, merge.CommandType, merge.Command = "people", 0, "people"
merge.OutputType, merge.OutputURL, merge.FileNamePrefix = 2, folder.as_uri(), "letters"
merge.SaveAsSingleFile, merge.SaveFilter = True, "writer_pdf_Export"
pid = subprocess.run(["pgrep", "-f", "soffice.bin.*name=" + name], capture_output=True, text=True).stdout.split()[0]
cpu = lambda: sum(map(int, open("/proc/%s/stat" % pid).read().rsplit(")")[1].split()[11:13])) / os.sysconf("SC_CLK_TCK")
begun, used = time.time(), cpu()
merge.execute(())
print(time.time() - begun, cpu() - used, next(l.split()[1] for l in open("/proc/%s/status" % pid) if l.startswith("VmHWM")))
