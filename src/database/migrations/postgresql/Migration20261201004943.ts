import { Migration } from '@mikro-orm/migrations';

export class Migration20261201004943 extends Migration {
  override name = 'Migration20261201004943';

  override up(): void | Promise<void> {
    this.addSql(`alter table "hosts" add "learned" jsonb null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "hosts" drop column "learned";`);
  }
}
