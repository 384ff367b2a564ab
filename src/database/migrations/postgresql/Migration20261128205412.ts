import { Migration } from '@mikro-orm/migrations';

export class Migration20261128205412 extends Migration {
  override name = 'Migration20261128205412';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "written_probes" ("server" text not null, "content" text not null, primary key ("server"));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "written_probes" cascade;`);
  }
}
