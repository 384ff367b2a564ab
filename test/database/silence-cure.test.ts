import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { type BegunConnection, HeardConnections } from '../../src/database/heard-connections.ts';
import { SilenceCure } from '../../src/database/silence-cure.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';

/** A connection of the pool, which notes whether it was cut. */
class Connection extends EventEmitter implements BegunConnection {
  isCut = false;
  readonly stream = Object.assign(new EventEmitter(), {
    destroy: () => {
      this.isCut = true;
    },
  });
  readonly connection = { stream: this.stream };
}

describe('the cure of a silence of the database', () => {
  let time: ManualTime;
  let connections: HeardConnections;
  let answers: boolean;
  let asked: number;
  let cure: SilenceCure;
  beforeEach(() => {
    time = new ManualTime();
    connections = new HeardConnections(time.now);
    answers = true;
    asked = 0;
    const askDirectly = async () => {
      asked += 1;
      if (!answers) throw new Error('no answer');
    };
    cure = new SilenceCure({ timer: time.timer, now: time.now, connections, askDirectly });
  });
  afterEach(() => cure[Symbol.dispose]());

  const begin = () => {
    const connection = new Connection();
    connections.add(connection);
    return connection;
  };
  const open = () => {
    const connection = begin();
    connection.emit('connect');
    return connection;
  };

  it('cuts what was not heard of, and leaves what was', async () => {
    const [silent, heard, ended] = [open(), open(), open()];
    await time.pass(3_000);
    heard.stream.emit('data');
    const late = open();
    ended.emit('end');
    cure.begin(time.now() - 1_000);
    await time.pass(0);
    const cut = [silent, heard, late, ended].map(({ isCut }) => isCut);
    assert.deepEqual(cut, [true, false, false, false]);
  });

  it('waits until the database answers, and cuts what was begun meanwhile and is not open yet', async () => {
    answers = false;
    const silent = open();
    await time.pass(3_000);
    cure.begin(time.now() - 1_000);
    cure.begin(time.now());
    await time.pass(4_500);
    assert.deepEqual([silent.isCut, asked], [false, 5]);
    const begun = begin();
    answers = true;
    await time.pass(1_000);
    const newest = begin();
    assert.deepEqual(
      [silent, begun, newest].map(({ isCut }) => isCut),
      [true, true, false],
    );
    assert.deepEqual(time.due, []);
  });

  it('ends with the database, and can be had again', async () => {
    const first = open();
    await time.pass(2_000);
    cure.begin(time.now() - 1_000);
    await time.pass(0);
    const second = open();
    await time.pass(2_000);
    cure.begin(time.now() - 1_000);
    await time.pass(0);
    assert.deepEqual([first.isCut, second.isCut], [true, true]);
    answers = false;
    cure.begin(time.now());
    await time.pass(500);
    cure[Symbol.dispose]();
    await time.pass(0);
    assert.deepEqual(time.due, []);
  });
});
