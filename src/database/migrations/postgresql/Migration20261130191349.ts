import { Migration } from '@mikro-orm/migrations';

export class Migration20261130191349 extends Migration {
  override name = 'Migration20261130191349';

  override up(): void | Promise<void> {
    this.addSql(`alter table "tokens" add "taken_over" boolean not null default false;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "tokens" drop column "taken_over";`);
  }
}
