import { Migration } from '@mikro-orm/migrations';

export class Migration20261122125649 extends Migration {
  override name = 'Migration20261122125649';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "replaced_secrets" ("hash" text not null, "token_id" uuid not null, "prefix" text not null, "ordinal" int not null, "until" timestamptz not null, primary key ("hash"));`,
    );
    this.addSql(
      `create index "replaced_secrets_token_id_index" on "replaced_secrets" ("token_id");`,
    );

    this.addSql(
      `insert into "replaced_secrets" ("hash", "token_id", "prefix", "ordinal", "until") select "previous_hash", "id", "previous_prefix", 1, "previous_until" from "tokens" where "previous_hash" is not null;`,
    );

    this.addSql(`alter table "tokens" drop constraint "tokens_previous_hash_unique";`);
    this.addSql(
      `alter table "tokens" drop column "previous_hash", drop column "previous_prefix", drop column "previous_until";`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "replaced_secrets" cascade;`);

    this.addSql(
      `alter table "tokens" add "previous_hash" text null, add "previous_prefix" text null, add "previous_until" timestamptz(6) null;`,
    );
    this.addSql(
      `alter table "tokens" add constraint "tokens_previous_hash_unique" unique ("previous_hash");`,
    );
  }
}
