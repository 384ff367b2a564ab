import { Migration } from '@mikro-orm/migrations';

export class Migration20261130011649 extends Migration {
  override name = 'Migration20261130011649';

  override up(): void | Promise<void> {
    this.addSql(`alter table "yields" alter column "host" type text using ("host"::text);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "yields" alter column "host" type uuid using ("host"::text::uuid);`);
  }
}
