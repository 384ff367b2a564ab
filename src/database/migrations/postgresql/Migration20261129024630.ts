import { Migration } from '@mikro-orm/migrations';

export class Migration20261129024630 extends Migration {
  override name = 'Migration20261129024630';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "deployments" add "origin" jsonb null, add "sealed_source" text null;`,
    );

    this.addSql(`alter table "releases" add "origin" jsonb null, add "sealed_source" text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "deployments" drop column "origin", drop column "sealed_source";`);

    this.addSql(`alter table "releases" drop column "origin", drop column "sealed_source";`);
  }
}
