import { Migration } from '@mikro-orm/migrations';

export class Migration20261129154044 extends Migration {
  override name = 'Migration20261129154044';

  override up(): void | Promise<void> {
    this.addSql(`alter table "hosts" add "collect_metrics" boolean not null default true;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "hosts" drop column "collect_metrics";`);
  }
}
