import { Migration } from '@mikro-orm/migrations';

export class Migration20261201150409 extends Migration {
  override name = 'Migration20261201150409';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`uploads\` add column \`removing\` integer not null default false;`);
    // A negative size said it before.
    this.addSql(
      `update \`uploads\` set \`removing\` = true, \`volume_size\` = -\`volume_size\` where \`volume_size\` < 0;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`update \`uploads\` set \`volume_size\` = -\`volume_size\` where \`removing\`;`);
    this.addSql(`alter table \`uploads\` drop column \`removing\`;`);
  }
}
