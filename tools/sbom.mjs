// Writes the bill of materials of the program as it ships (CycloneDX 1.5): every crate linked into it, and every package its
// screens are made with, each with version, license and checksum as the lock files have them.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const [file] = process.argv.slice(2)
const read = (path) => readFileSync(path, 'utf8')
const run = (command, ...words) => execFileSync(command, words, { encoding: 'utf8', maxBuffer: 1 << 28 })

const metadata = JSON.parse(run('cargo', 'metadata', '--locked', '--format-version', '1'))
const packages = new Map(metadata.packages.map((crate) => [crate.id, crate]))
const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]))

// What is built into the two programs; what only their tests need is left out.
function linked(names) {
  const open = metadata.packages
    .filter((crate) => names.includes(crate.name) && !crate.source)
    .map((crate) => crate.id)
  const found = new Set(open)
  for (const id of open) {
    const needed = nodes.get(id).deps.filter((dep) => dep.dep_kinds.some((kind) => kind.kind !== 'dev'))
    for (const dep of needed.filter((dep) => !found.has(dep.pkg))) {
      found.add(dep.pkg)
      open.push(dep.pkg)
    }
  }
  return [...found].map((id) => packages.get(id))
}

const checksums = new Map(
  [...read('Cargo.lock').matchAll(/name = "(.+)"\nversion = "(.+)"\nsource = .+\nchecksum = "(.+)"/g)].map(
    ([, name, version, sum]) => [`${name}@${version}`, sum],
  ),
)

const crates = linked(['caretally', 'cli']).map(({ name, version, license, source }) => ({
  type: 'library',
  name,
  version,
  purl: source ? `pkg:cargo/${name}@${version}` : undefined,
  licenses: license ? [{ expression: license.replaceAll('/', ' OR ') }] : [],
  hashes: source ? [{ alg: 'SHA-256', content: checksums.get(`${name}@${version}`) }] : [],
}))

// Packages whose own description names no license, with the license of the file that lies in them.
const inTheFile = { 'svelte-toolbelt': 'MIT' }

const lock = JSON.parse(read('ui/package-lock.json'))
const scripts = Object.entries(lock.packages)
  .filter(([path]) => path)
  .map(([path, { version, license, integrity, dev }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const digest = integrity?.match(/^sha512-(.+)$/)?.[1]
    return {
      type: 'library',
      name,
      version,
      purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
      // A package that only builds or tests the screens is not in the program.
      scope: dev ? 'excluded' : 'required',
      licenses: license || inTheFile[name] ? [{ expression: license ?? inTheFile[name] }] : [],
      hashes: digest ? [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] : [],
    }
  })

const app = packages.get(metadata.packages.find((crate) => crate.name === 'caretally' && !crate.source).id)
const bill = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: { component: { type: 'application', name: app.name, version: app.version } },
  components: [...crates.filter((crate) => crate.name !== app.name), ...scripts],
}
const unknown = bill.components.filter(
  (part) => part.purl && (!part.licenses.length || !part.hashes[0]?.content),
)
writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`)
const inside = scripts.filter((part) => part.scope === 'required').length
console.log(
  `${file}: ${crates.length} crates, ${scripts.length} packages of the screens (${inside} of them in the program).`,
)
if (unknown.length) {
  console.error(
    `Without a license or a checksum: ${unknown.map((part) => `${part.name} ${part.version}`).join(', ')}`,
  )
  process.exit(1)
}
