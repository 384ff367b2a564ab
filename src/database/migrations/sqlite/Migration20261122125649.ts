import { Migration } from '@mikro-orm/migrations';

export class Migration20261122125649 extends Migration {
  override name = 'Migration20261122125649';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`replaced_secrets\` (\`hash\` text not null primary key, \`token_id\` text not null, \`prefix\` text not null, \`ordinal\` integer not null, \`until\` datetime not null);`,
    );
    this.addSql(
      `create index \`replaced_secrets_token_id_index\` on \`replaced_secrets\` (\`token_id\`);`,
    );

    this.addSql(
      `insert into \`replaced_secrets\` (\`hash\`, \`token_id\`, \`prefix\`, \`ordinal\`, \`until\`) select \`previous_hash\`, \`id\`, \`previous_prefix\`, 1, \`previous_until\` from \`tokens\` where \`previous_hash\` is not null;`,
    );

    this.addSql(`drop index \`tokens_previous_hash_unique\`;`);
    this.addSql(`alter table \`tokens\` drop column \`previous_hash\`;`);
    this.addSql(`alter table \`tokens\` drop column \`previous_prefix\`;`);
    this.addSql(`alter table \`tokens\` drop column \`previous_until\`;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`replaced_secrets\`;`);

    this.addSql(`alter table \`tokens\` add column \`previous_hash\` text null;`);
    this.addSql(`alter table \`tokens\` add column \`previous_prefix\` text null;`);
    this.addSql(`alter table \`tokens\` add column \`previous_until\` datetime null;`);
    this.addSql(
      `create unique index \`tokens_previous_hash_unique\` on \`tokens\` (\`previous_hash\`);`,
    );
  }
}
