import { Migration } from '@mikro-orm/migrations';

export class Migration20261129072913 extends Migration {
  override name = 'Migration20261129072913';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "external_credentials" drop constraint "external_credentials_service_check";`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(
      `alter table "external_credentials" add constraint "external_credentials_service_check" check ("service" in ('github', 'docker-hub'));`,
    );
  }
}
