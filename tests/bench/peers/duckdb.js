// node duckdb.js QUERY FILE OUT THREADS [KEYS VALUE WEIGHT WHERE]
const { DuckDBInstance } = require('@duckdb/node-api');
const [query, file, out, threads, keys, value = 'salary', weight = 'weight', where = 'true'] =
  process.argv.slice(2);
const by = keys || (query === 'L' ? 'experience_level' : 'occupation_code, region, experience_level');
const figures = {
  L: `median(${value}) as p50`,
  G: `count(*) as n, avg(${value}) as mean, quantile_cont(${value}, [0.1, 0.25, 0.5, 0.75, 0.9]) as q`,
};
// The weighted median is the smallest value at which the running weight reaches half of the total.
const weighted = `with s as (select ${by}, ${value} as v,
    sum(${weight}) over (partition by ${by} order by ${value} rows unbounded preceding) as c,
    sum(${weight}) over (partition by ${by}) as w from read_csv('${file}') where ${where})
  select ${by}, count(*) as n, min(v) filter (c >= w / 2) as median from s group by all order by all`;
const plain = `select ${by}, ${figures[query]} from read_csv('${file}') where ${where}
  group by all order by all`;
(async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads });
  const connection = await instance.connect();
  await connection.run(`copy (${query === 'W' ? weighted : plain}) to '${out}' (header)`);
})().catch(e => { console.error(String(e)); process.exit(1); });
