import assert from 'node:assert/strict';
import {
  certificateFault,
  privateKeyFault,
  splitPem,
} from '../../src/dashboard/features/hosts/pem.ts';
import { encodingOf, uploadFault } from '../../src/dashboard/features/volumes/upload-faults.ts';
import { TransferRate } from '../../src/dashboard/format/transfer-rate.ts';

const mebibyte = 1024 * 1024;

describe('what the forms of the dashboard find by themselves', () => {
  it('refuses files that are empty or larger than the volume, but for packed ones', () => {
    assert.equal(uploadFault({ size: mebibyte }, 1, null), null);
    assert.match(uploadFault({ size: mebibyte + 1 }, 1, null) ?? '', /the volume only 1 MiB/);
    assert.equal(uploadFault({ size: mebibyte + 1 }, 1, 'gzip'), null);
    assert.match(uploadFault({ size: 0 }, 1, null) ?? '', /empty/);
  });

  it('knows how a file is packed by its name', () => {
    assert.equal(encodingOf('disk.img'), null);
    assert.equal(encodingOf('disk.img.GZ'), 'gzip');
    assert.equal(encodingOf('disk.zst'), 'zstd');
    assert.equal(encodingOf('disk.img.zz'), 'deflate');
  });

  it('measures how fast something is sent of late', () => {
    const rate = new TransferRate();
    rate.note(0, 0);
    assert.equal(rate.speed, null);
    rate.note(1000, 5000);
    assert.equal(rate.speed, 5000);
    for (let second = 2; second <= 20; second += 1) rate.note(second * 1000, 5000);
    assert.equal(rate.speed, 0);
  });

  it('tells certificates and keys in PEM apart', () => {
    const block = (label: string) => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`;
    const [certificate, key] = [block('CERTIFICATE'), block('EC PRIVATE KEY')];
    const both = splitPem(`notes\n${key}${certificate}${certificate}`);
    assert.deepEqual(both, { certificates: certificate + certificate, privateKey: key });
    assert.equal(certificateFault(certificate), null);
    assert.equal(privateKeyFault(key), null);
    assert.match(certificateFault(both.privateKey) ?? '', /other field/);
    assert.match(privateKeyFault(certificate) ?? '', /another file/);
    assert.match(privateKeyFault(block('ENCRYPTED PRIVATE KEY')) ?? '', /decrypt it first/);
    assert.match(certificateFault('hello') ?? '', /not a certificate/);
  });
});
