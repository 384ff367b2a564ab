import { Migration } from '@mikro-orm/migrations';

export class Migration20261129071327 extends Migration {
  override name = 'Migration20261129071327';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`email_links\` (\`account_id\` text not null primary key, \`email\` text not null, \`secret_hash\` text not null, \`expires_at\` datetime not null);`,
    );
    this.addSql(
      `create unique index \`email_links_secret_hash_unique\` on \`email_links\` (\`secret_hash\`);`,
    );
    this.addSql(
      `create index \`email_links_expires_at_index\` on \`email_links\` (\`expires_at\`);`,
    );

    this.addSql(
      `create table \`mails\` (\`id\` text not null primary key, \`recipient\` text not null, \`sealed_content\` text not null, \`queued_at\` datetime not null, \`tries\` integer not null, \`next_try_at\` datetime not null, \`given_up_at\` datetime not null);`,
    );
    this.addSql(`create index \`mails_next_try_at_index\` on \`mails\` (\`next_try_at\`);`);

    this.addSql(`alter table \`accounts\` add column \`email_verified_at\` datetime null;`);
    this.addSql(`alter table \`accounts\` add column \`decoy\` integer null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`email_links\`;`);
    this.addSql(`drop table if exists \`mails\`;`);

    this.addSql(`alter table \`accounts\` drop column \`email_verified_at\`;`);
    this.addSql(`alter table \`accounts\` drop column \`decoy\`;`);
  }
}
