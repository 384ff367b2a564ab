import { defineEntity, p } from '@mikro-orm/core';

/** A server's data folder as the database knows it. */
const InstallationSchema = defineEntity({
  name: 'Installation',
  tableName: 'installations',
  properties: {
    /** The id that is kept in the folder. */
    id: p.string().primary(),
    /** What a copy of the folder does not share (`FolderIdentity.mark`). */
    mark: p.string(),
    /** Written here and in the folder again and again: an older copy of either has another one. */
    generation: p.string(),
  },
});

export class Installation extends InstallationSchema.class {}
InstallationSchema.setClass(Installation);

/** That nothing is done which nobody asked for: at most one row. */
const AutomationPauseSchema = defineEntity({
  name: 'AutomationPause',
  tableName: 'automation_pauses',
  properties: {
    id: p.integer().primary(),
    since: p.datetime(),
    reason: p.text(),
  },
});

export class AutomationPause extends AutomationPauseSchema.class {}
AutomationPauseSchema.setClass(AutomationPause);
