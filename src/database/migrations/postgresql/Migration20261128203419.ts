import { Migration } from '@mikro-orm/migrations';

export class Migration20261128203419 extends Migration {
  override name = 'Migration20261128203419';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "image_chunks" ("digest" text not null, "number" int not null, "octets" bytea not null, primary key ("digest", "number"));`,
    );

    this.addSql(
      `create table "kept_images" ("digest" text not null, "size" int not null, "solo5" jsonb not null, "kept_at" timestamptz not null, primary key ("digest"));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "image_chunks" cascade;`);
    this.addSql(`drop table if exists "kept_images" cascade;`);
  }
}
