import { Migration } from '@mikro-orm/migrations';

export class Migration20261128195839 extends Migration {
  override name = 'Migration20261128195839';

  override up(): void | Promise<void> {
    this.addSql(`alter table "accounts" add "waits_from" text null;`);
    this.addSql(`create index "accounts_waits_from_index" on "accounts" ("waits_from");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "accounts_waits_from_index";`);
    this.addSql(`alter table "accounts" drop column "waits_from";`);
  }
}
