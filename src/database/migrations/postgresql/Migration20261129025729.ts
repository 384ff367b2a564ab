import { Migration } from '@mikro-orm/migrations';

export class Migration20261129025729 extends Migration {
  override name = 'Migration20261129025729';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "unikernels" add "update_look" jsonb null, add "update_at" timestamptz null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "unikernels" drop column "update_look", drop column "update_at";`);
  }
}
