import { Migration } from '@mikro-orm/migrations';

export class Migration20261130001535 extends Migration {
  override name = 'Migration20261130001535';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`yields\` (\`host\` text not null, \`domain\` text not null, \`kind\` text not null, \`times\` json not null, \`until\` datetime null, \`changed_at\` datetime not null, primary key (\`host\`, \`domain\`, \`kind\`));`,
    );
    this.addSql(`create index \`yields_changed_at_index\` on \`yields\` (\`changed_at\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`yields\`;`);
  }
}
