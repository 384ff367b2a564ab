import { Migration } from '@mikro-orm/migrations';

export class Migration20261130141817 extends Migration {
  override name = 'Migration20261130141817';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`external_credentials\` add column \`token_service\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`external_credentials\` drop column \`token_service\`;`);
  }
}
