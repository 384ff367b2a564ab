import { Migration } from '@mikro-orm/migrations';

export class Migration20261130000808 extends Migration {
  override name = 'Migration20261130000808';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`policy_templates\` (\`name\` text not null primary key, \`unikernels\` integer not null, \`memory\` integer not null, \`storage\` integer null, \`cpuids\` json null, \`bridges\` json null, \`updated_at\` datetime not null);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`policy_templates\`;`);
  }
}
