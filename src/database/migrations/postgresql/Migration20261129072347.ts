import { Migration } from '@mikro-orm/migrations';

export class Migration20261129072347 extends Migration {
  override name = 'Migration20261129072347';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "console_segments" ("id" uuid not null, "host" text not null, "domain" text not null, "name" text not null, "first_number" bigint not null, "last_number" bigint not null, "first_at" timestamptz not null, "last_at" timestamptz not null, "began_at" timestamptz not null, "stored_at" timestamptz not null, "started_at" timestamptz null, "release" int null, "gap_before" boolean not null, "open" boolean not null, "raw_octets" int not null, "octets" int not null, "digest" text null, "content" bytea null, primary key ("id"));`,
    );
    this.addSql(
      `create index "console_segments_stored_at_index" on "console_segments" ("stored_at");`,
    );
    this.addSql(`create index "console_segments_domain_index" on "console_segments" ("domain");`);
    this.addSql(`create index "console_segments_digest_index" on "console_segments" ("digest");`);
    this.addSql(
      `alter table "console_segments" add constraint "console_segments_host_domain_name_first_number_unique" unique ("host", "domain", "name", "first_number");`,
    );

    this.addSql(`alter table "unikernels" add "keep_console" boolean not null default true;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "console_segments" cascade;`);

    this.addSql(`alter table "unikernels" drop column "keep_console";`);
  }
}
