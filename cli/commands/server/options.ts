/** Which server of this machine is meant; the same for all commands about it. */
export const dataOption = [
  '--data <folder>',
  'the data folder of the server (default: FULMAR_DATA, else that of the Debian package, else ./data)',
] as const;

export const settingsOption = [
  '--settings <file>',
  'its settings where it does not run (default: /etc/fulmar/fulmar.env of the Debian package)',
] as const;

export const programOption = [
  '--program <file>',
  'its program where it does not run (default: FULMAR_PROGRAM, else fulmar-server)',
] as const;

export const passphraseOption = [
  '--passphrase-file <file>',
  'read the passphrase from a file (default: FULMAR_BACKUP_PASSPHRASE, else ask)',
] as const;
