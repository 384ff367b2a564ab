import { Migration } from '@mikro-orm/migrations';

export class Migration20261129082015 extends Migration {
  override name = 'Migration20261129082015';

  override up(): void | Promise<void> {
    this.addSql(`alter table "policies" add "nearly_used" jsonb null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "policies" drop column "nearly_used";`);
  }
}
