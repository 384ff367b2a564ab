import { Migration } from '@mikro-orm/migrations';

export class Migration20261130141819 extends Migration {
  override name = 'Migration20261130141819';

  override up(): void | Promise<void> {
    this.addSql(`alter table "external_credentials" add "token_service" text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "external_credentials" drop column "token_service";`);
  }
}
