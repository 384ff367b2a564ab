import { Migration } from '@mikro-orm/migrations';

export class Migration20261129152210 extends Migration {
  override name = 'Migration20261129152210';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "metric_blocks" ("unikernel" uuid not null, "step" int not null, "start" bigint not null, "content" bytea not null, primary key ("unikernel", "step", "start"));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "metric_blocks" cascade;`);
  }
}
