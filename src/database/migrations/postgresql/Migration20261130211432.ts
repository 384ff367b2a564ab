import { Migration } from '@mikro-orm/migrations';

export class Migration20261130211432 extends Migration {
  override name = 'Migration20261130211432';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "uploads" add "credential" jsonb null, add "touched" boolean not null default true;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "uploads" drop column "credential", drop column "touched";`);
  }
}
