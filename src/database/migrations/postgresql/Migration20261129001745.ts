import { Migration } from '@mikro-orm/migrations';

export class Migration20261129001745 extends Migration {
  override name = 'Migration20261129001745';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "automation_pauses" ("id" serial primary key, "since" timestamptz not null, "reason" text not null);`,
    );

    this.addSql(
      `create table "installations" ("id" text not null, "mark" text not null, "generation" text not null, primary key ("id"));`,
    );

    this.addSql(`alter table "deployments" add "automatic" boolean not null default false;`);

    this.addSql(
      `alter table "unikernels" add "keep_running" boolean not null default false, add "keep_tries" int not null default 0, add "keep_next_at" timestamptz null, add "keep_gave_up" text null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "automation_pauses" cascade;`);
    this.addSql(`drop table if exists "installations" cascade;`);

    this.addSql(`alter table "deployments" drop column "automatic";`);

    this.addSql(
      `alter table "unikernels" drop column "keep_running", drop column "keep_tries", drop column "keep_next_at", drop column "keep_gave_up";`,
    );
  }
}
