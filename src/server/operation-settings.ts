import * as z from 'zod';
import * as parse from '../base/parsers.ts';
import { optional, setting } from './define-setting.ts';

/** Settings of what keeps a server safe: its backups, and what `fulmar server check` looks at. */
export const operationSettings = {
  backupFolder: optional(parse.path, {
    name: 'FULMAR_BACKUP_FOLDER',
    standard: 'none: none is made by itself',
    about:
      'Folder that backups are made into by themselves; it has to be writable for the server (`ReadWritePaths=` of the unit). Needs `FULMAR_BACKUP_PASSPHRASE`. Of several servers of a database one makes them.',
  }),
  backupPassphrase: optional(z.string().trim().min(12, 'must have at least 12 characters'), {
    name: 'FULMAR_BACKUP_PASSPHRASE',
    standard: 'none',
    secret: true,
    about: 'Passphrase of these backups, at least 12 characters; whitespace around it is ignored.',
  }),
  backupInterval: setting(parse.hours, {
    name: 'FULMAR_BACKUP_INTERVAL',
    standard: '24',
    about: 'Hours from one of them to the next.',
  }),
  backupsKept: setting(parse.integer(1, 10_000), {
    name: 'FULMAR_BACKUPS_KEPT',
    standard: '14',
    about: 'How many of them are kept; the oldest are removed once a new one is made.',
  }),
  backupContents: setting(parse.someOf(['images', 'consoles']), {
    name: 'FULMAR_BACKUP_CONTENTS',
    standard: 'none',
    about:
      'What they hold beside the database and the key: `images`, `consoles`, both (`images consoles`), or `none`.',
  }),
  releaseUrl: optional(parse.askedUrl, {
    name: 'FULMAR_RELEASE_URL',
    standard: 'none: nobody is asked',
    about:
      'Address of JSON that names the newest release as `version` or `tag_name`; asked by `fulmar server check` alone.',
  }),
};
