import { Migration } from '@mikro-orm/migrations';

export class Migration20261129234803 extends Migration {
  override name = 'Migration20261129234803';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "channels" add "failing_since" timestamptz null, add "put_off_until" timestamptz null;`,
    );
    this.addSql(`create index "channels_put_off_until_index" on "channels" ("put_off_until");`);

    this.addSql(`alter table "notices" add "behind" text null;`);
    this.addSql(`create index "notices_behind_index" on "notices" ("behind");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "channels_put_off_until_index";`);
    this.addSql(`alter table "channels" drop column "failing_since", drop column "put_off_until";`);

    this.addSql(`drop index "notices_behind_index";`);
    this.addSql(`alter table "notices" drop column "behind";`);
  }
}
