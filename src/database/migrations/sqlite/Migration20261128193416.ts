import { Migration } from '@mikro-orm/migrations';

export class Migration20261128193416 extends Migration {
  override name = 'Migration20261128193416';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`unikernels\` (\`id\` text not null primary key, \`host\` text not null, \`domain\` text not null, \`name\` text not null, \`managed\` integer not null, \`desired\` text not null, \`sealed_config\` text null, \`digest\` text null, \`asked_at\` datetime null, \`labels\` json not null, \`deletion_protection\` integer not null default false, \`created_at\` datetime not null, \`created_by\` text null, \`destroyed_at\` datetime null, \`seen_at\` datetime null, \`started_at\` datetime null, \`up_since\` datetime null, \`absent_since\` datetime null, \`lost_with_host\` integer not null default false, \`starts\` json not null, \`exit\` json null, \`sealed_info\` text null);`,
    );
    this.addSql(`create index \`unikernels_domain_index\` on \`unikernels\` (\`domain\`);`);
    this.addSql(
      `create unique index \`unikernels_host_domain_name_unique\` on \`unikernels\` (\`host\`, \`domain\`, \`name\`);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`unikernels\`;`);
  }
}
