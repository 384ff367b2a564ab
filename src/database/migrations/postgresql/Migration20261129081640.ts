import { Migration } from '@mikro-orm/migrations';

export class Migration20261129081640 extends Migration {
  override name = 'Migration20261129081640';

  override up(): void | Promise<void> {
    this.addSql(`alter table "unikernels" add "restarts" int not null default 0;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "unikernels" drop column "restarts";`);
  }
}
