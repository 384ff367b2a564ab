import { Migration } from '@mikro-orm/migrations';

export class Migration20261129152208 extends Migration {
  override name = 'Migration20261129152208';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`metric_blocks\` (\`unikernel\` text not null, \`step\` integer not null, \`start\` bigint not null, \`content\` blob not null, primary key (\`unikernel\`, \`step\`, \`start\`));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`metric_blocks\`;`);
  }
}
