import { Migration } from '@mikro-orm/migrations';

export class Migration20261129073348 extends Migration {
  override name = 'Migration20261129073348';

  override up(): void | Promise<void> {
    this.addSql(`alter table "hosts" add "told_degraded" boolean not null default false;`);

    this.addSql(
      `alter table "unikernels" add "told_state" text not null default 'unknown', add "told_drift" text not null default '';`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "hosts" drop column "told_degraded";`);

    this.addSql(`alter table "unikernels" drop column "told_state", drop column "told_drift";`);
  }
}
