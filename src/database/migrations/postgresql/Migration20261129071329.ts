import { Migration } from '@mikro-orm/migrations';

export class Migration20261129071329 extends Migration {
  override name = 'Migration20261129071329';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "email_links" ("account_id" uuid not null, "email" text not null, "secret_hash" text not null, "expires_at" timestamptz not null, primary key ("account_id"));`,
    );
    this.addSql(
      `alter table "email_links" add constraint "email_links_secret_hash_unique" unique ("secret_hash");`,
    );
    this.addSql(`create index "email_links_expires_at_index" on "email_links" ("expires_at");`);

    this.addSql(
      `create table "mails" ("id" uuid not null, "recipient" text not null, "sealed_content" text not null, "queued_at" timestamptz not null, "tries" int not null, "next_try_at" timestamptz not null, "given_up_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "mails_next_try_at_index" on "mails" ("next_try_at");`);

    this.addSql(
      `alter table "accounts" add "email_verified_at" timestamptz null, add "decoy" boolean null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "email_links" cascade;`);
    this.addSql(`drop table if exists "mails" cascade;`);

    this.addSql(`alter table "accounts" drop column "email_verified_at", drop column "decoy";`);
  }
}
