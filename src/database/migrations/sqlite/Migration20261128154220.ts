import { Migration } from '@mikro-orm/migrations';

export class Migration20261128154220 extends Migration {
  override name = 'Migration20261128154220';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`locks\` (\`id\` text not null primary key, \`name\` text not null, \`shared\` integer not null, \`server\` text not null, \`run\` text not null, \`since\` datetime not null);`,
    );
    this.addSql(`create index \`locks_name_index\` on \`locks\` (\`name\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`locks\`;`);
  }
}
