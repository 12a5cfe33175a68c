/* Registers the encrypting VFS under the name "fyrtio"; 0 or an SQLite code. */
int fyrtio_vault_register(void);
