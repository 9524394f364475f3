// node chdb.js QUERY FILE OUT THREADS [KEYS VALUE WEIGHT WHERE]
const fs = require('fs');
const { query: run } = require('chdb');
const [query, file, out, threads, keys, value = 'salary', weight = 'weight', where = '1'] =
  process.argv.slice(2);
const by = keys || (query === 'L' ? 'experience_level' : 'occupation_code, region, experience_level');
const figures = {
  L: `quantileExactInclusive(0.5)(${value})`,
  G: `count(), avg(${value}), quantilesExactInclusive(0.1, 0.25, 0.5, 0.75, 0.9)(${value})`,
  W: `count(), quantilesExactWeighted(0.1, 0.25, 0.5, 0.75, 0.9)(${value}, toUInt64(${weight}))`,
};
fs.writeFileSync(out, run(`select ${by}, ${figures[query]} from file('${file}', CSVWithNames) where ${where}
  group by ${by} order by ${by} settings max_threads = ${threads}`, 'CSV'));
