// node chdb.js QUERY FILE OUT THREADS
const fs = require('fs');
const { query: run } = require('chdb');
const [query, file, out, threads] = process.argv.slice(2);
const by = query === 'L' ? 'experience_level' : 'occupation_code, region, experience_level';
const figures = {
  L: 'quantileExactInclusive(0.5)(salary)',
  G: 'count(), avg(salary), quantilesExactInclusive(0.1, 0.25, 0.5, 0.75, 0.9)(salary)',
  W: 'count(), quantilesExactWeighted(0.1, 0.25, 0.5, 0.75, 0.9)(salary, toUInt64(weight))',
};
fs.writeFileSync(out, run(`select ${by}, ${figures[query]} from file('${file}', CSVWithNames)
  group by ${by} order by ${by} settings max_threads = ${threads}`, 'CSV'));
