import { Migration } from '@mikro-orm/migrations';

export class Migration20261129152044 extends Migration {
  override name = 'Migration20261129152044';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "accounts" add "suspended_at" timestamptz null, add "suspension_reason" text null, add "last_sign_in_at" timestamptz null;`,
    );

    this.addSql(`alter table "hosts" add "maintenance" jsonb null, add "notes" text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(
      `alter table "accounts" drop column "suspended_at", drop column "suspension_reason", drop column "last_sign_in_at";`,
    );

    this.addSql(`alter table "hosts" drop column "maintenance", drop column "notes";`);
  }
}
