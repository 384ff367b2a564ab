import { Migration } from '@mikro-orm/migrations';

export class Migration20261129032330 extends Migration {
  override name = 'Migration20261129032330';

  override up(): void | Promise<void> {
    this.addSql(`alter table "accounts" add "signing_key" text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "accounts" drop column "signing_key";`);
  }
}
