import { Migration } from '@mikro-orm/migrations';

export class Migration20261129072345 extends Migration {
  override name = 'Migration20261129072345';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`console_segments\` (\`id\` text not null primary key, \`host\` text not null, \`domain\` text not null, \`name\` text not null, \`first_number\` bigint not null, \`last_number\` bigint not null, \`first_at\` datetime not null, \`last_at\` datetime not null, \`began_at\` datetime not null, \`stored_at\` datetime not null, \`started_at\` datetime null, \`release\` integer null, \`gap_before\` integer not null, \`open\` integer not null, \`raw_octets\` integer not null, \`octets\` integer not null, \`digest\` text null, \`content\` blob null);`,
    );
    this.addSql(
      `create index \`console_segments_stored_at_index\` on \`console_segments\` (\`stored_at\`);`,
    );
    this.addSql(
      `create index \`console_segments_domain_index\` on \`console_segments\` (\`domain\`);`,
    );
    this.addSql(
      `create index \`console_segments_digest_index\` on \`console_segments\` (\`digest\`);`,
    );
    this.addSql(
      `create unique index \`console_segments_host_domain_name_first_number_unique\` on \`console_segments\` (\`host\`, \`domain\`, \`name\`, \`first_number\`);`,
    );

    this.addSql(
      `alter table \`unikernels\` add column \`keep_console\` integer not null default true;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`console_segments\`;`);

    this.addSql(`alter table \`unikernels\` drop column \`keep_console\`;`);
  }
}
