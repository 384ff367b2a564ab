import { Migration } from '@mikro-orm/migrations';

export class Migration20261122091359 extends Migration {
  override name = 'Migration20261122091359';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "ssh_keys" ("id" uuid not null, "sealed_key" text not null, "expires_at" timestamptz not null, primary key ("id"));`,
    );

    this.addSql(`alter table "hosts" drop constraint "hosts_transport_check";`);
    this.addSql(`alter table "hosts" add "ssh" jsonb null;`);
    this.addSql(`alter table "hosts" alter column "certificate" drop not null;`);
    this.addSql(`alter table "hosts" alter column "fingerprint" drop not null;`);
    this.addSql(`alter table "hosts" alter column "sealed_key" drop not null;`);
    this.addSql(
      `alter table "hosts" add constraint "hosts_transport_check" check ("transport" in ('tls', 'ssh'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "ssh_keys" cascade;`);

    this.addSql(`alter table "hosts" drop constraint "hosts_transport_check";`);
    this.addSql(`alter table "hosts" drop column "ssh";`);
    this.addSql(`alter table "hosts" alter column "certificate" set not null;`);
    this.addSql(`alter table "hosts" alter column "sealed_key" set not null;`);
    this.addSql(`alter table "hosts" alter column "fingerprint" set not null;`);
    this.addSql(
      `alter table "hosts" add constraint "hosts_transport_check" check ("transport" in ('tls'));`,
    );
  }
}
