import { Migration } from '@mikro-orm/migrations';

export class Migration20261130211427 extends Migration {
  override name = 'Migration20261130211427';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`uploads\` add column \`credential\` json null;`);
    this.addSql(`alter table \`uploads\` add column \`touched\` integer not null default true;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`uploads\` drop column \`credential\`;`);
    this.addSql(`alter table \`uploads\` drop column \`touched\`;`);
  }
}
