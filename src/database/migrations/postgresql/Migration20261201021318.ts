import { Migration } from '@mikro-orm/migrations';

export class Migration20261201021318 extends Migration {
  override name = 'Migration20261201021318';

  override up(): void | Promise<void> {
    this.addSql(`alter table "uploads" add "inherited" boolean not null default true;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "uploads" drop column "inherited";`);
  }
}
