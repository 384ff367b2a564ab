import { Migration } from '@mikro-orm/migrations';

export class Migration20261201021317 extends Migration {
  override name = 'Migration20261201021317';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`uploads\` add column \`inherited\` integer not null default true;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`uploads\` drop column \`inherited\`;`);
  }
}
