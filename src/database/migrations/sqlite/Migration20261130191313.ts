import { Migration } from '@mikro-orm/migrations';

export class Migration20261130191313 extends Migration {
  override name = 'Migration20261130191313';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`tokens\` add column \`taken_over\` integer not null default false;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`tokens\` drop column \`taken_over\`;`);
  }
}
