import { Migration } from '@mikro-orm/migrations';

export class Migration20261129234757 extends Migration {
  override name = 'Migration20261129234757';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`channels\` add column \`failing_since\` datetime null;`);
    this.addSql(`alter table \`channels\` add column \`put_off_until\` datetime null;`);
    this.addSql(
      `create index \`channels_put_off_until_index\` on \`channels\` (\`put_off_until\`);`,
    );

    this.addSql(`alter table \`notices\` add column \`behind\` text null;`);
    this.addSql(`create index \`notices_behind_index\` on \`notices\` (\`behind\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index \`channels_put_off_until_index\`;`);
    this.addSql(`alter table \`channels\` drop column \`failing_since\`;`);
    this.addSql(`alter table \`channels\` drop column \`put_off_until\`;`);

    this.addSql(`drop index \`notices_behind_index\`;`);
    this.addSql(`alter table \`notices\` drop column \`behind\`;`);
  }
}
