// Runs before every script, on any Node: says in one sentence when this Node cannot carry Openbell.

const [major, minor] = process.versions.node.split('.').map(Number);
if (major !== 22 || minor < 18) {
  process.stderr.write(
    `Openbell needs Node 22.18 or a later 22 and this is ${process.versions.node}: run it through ` +
      '`npm run` after `npm ci` (which brings Node 22 along on Linux x64), or install Node 22.\n',
  );
  process.exit(1);
}
