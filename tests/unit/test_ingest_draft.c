/* ingest/draft: what a draft takes each column of an unknown file for, what it leaves out and why,
 * and that it reads the file as it is. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/outfile.h"
#include "data/dim.h"
#include "ingest/draft/draft.h"
#include "ingest/draft/header_words.h"
#include "ingest/profile/header_fold.h"
#include "ingest/load.h"
#include "ingest/reference.h"
#include "render/result/layout_draft.h"

/* `draft`: "column=meaning unit*multiplier@period, …" of what is taken, "|" and the constants.
 * `told`: texts that the warnings must hold, "|" between them. */
static const struct {
    const char *text, *draft, *told;
    size_t n_values, n_refused;
    double total; /* of all values */
} files[] = {
    {"Report of pay\n\nPosition,Area Name,Seniority,Year,Monthly Salary (EUR),Notes {x}\n"
     "Nurse,Berlin,Senior,2024,\"4,200\",ok\nCook,Berlin,Junior,2023,\"2,900 €\",\n",
     "Position=occupation.title, Area Name=region, Seniority=level, Year=period, Monthly Salary "
     "(EUR)=value EUR/month",
     "", 2, 0, 7100},
    {"job_title;salary;salary_currency;salary_in_usd;weight\nA;91000;EUR;99000;1\n"
     "B;81000;GBP;98000;2\n",
     "job_title=occupation.title, salary_in_usd=value USD/year, weight=weight",
     "'salary' (field 2) is left out: another pay figure in the same row; column 'salary_in_usd' "
     "is used|"
     "'salary_currency' (field 3) is left out: the pay column in use names its currency",
     2, 0, 197000},
    {"SOC Code,Occupation Title,State,Employment,Mean Wage,Median Wage,Openings\n"
     "43-6013,Medical secretaries,TX,100,\"$40,000\",*,5\n29-1141,Nurses,TX,**,#,90000,7\n",
     "SOC Code=occupation, Occupation Title=occupation.title, State=region, Employment=employment, "
     "Mean Wage=wage_mean USD/year, Median Wage=wage_median /year, Openings=openings_annual",
     "judging by its size, it is read as pay for a year", 8, 0, 130112},
    {"Beruf;Ort;Gehalt salary EUR\nPflege;Berlin;45.000\nKoch;Köln;38.250,50 €\n",
     "Beruf=occupation.title, Ort=region, Gehalt salary EUR=value EUR/year", "", 2, 0, 83250.5},
    {"title,title,pay,\"pay\nagain\",|\na,b,51000,52000,3\n",
     "title=occupation.title, pay=value /year",
     "'title' (field 2) is left out: occupation column 'title' is used", 1, 0, 51000},
    /* Base pay, wherever bonuses, tips and stock stand. */
    {"job,Bonus,tips,stock_grant_usd,Base Salary,Total Comp\nNurse,5000,1,2,70000,75000\n",
     "job=occupation.title, Base Salary=value /year",
     "'Bonus' (field 2) is left out: pay on top of base pay|'tips' (field 3)|"
     "'stock_grant_usd' (field 4)|'Total Comp' (field 6) is left out: another pay figure in the "
     "same row",
     1, 0, 70000},
    {"job,Annual bonus,Salary excluding bonus\nNurse,5000,70000\n",
     "job=occupation.title, Salary excluding bonus=value /year", "pay on top of base pay", 1, 0,
     70000},
    {"JobTitle,HireDate,AnnualSalary,GrossPay,SurveyYear\nNurse,10/24/79,70000,71000,2012\n",
     "JobTitle=occupation.title, AnnualSalary=value /year, SurveyYear=period",
     "'HireDate' (field 2) is left out: a date of something else|'GrossPay' (field 4)", 1, 0,
     70000},
    /* Changes and errors are neither pay nor employment. */
    {"job_title,year,change_pct,salary,YoY\nNurse,2024,3.2,70000,0.03\n",
     "job_title=occupation.title, year=period, salary=value /year",
     "'change_pct' (field 3) is left out: a change|'YoY' (field 5) is left out: a change", 1, 0,
     70000},
    {"occ_code,area_title,tot_emp,emp_prse,a_mean,mean_prse,h_median,median_prse\n"
     "43-6013,Ohio,1000,2.3,41800,0.7,19.5,1.1\n",
     "occ_code=occupation, area_title=region, tot_emp=employment, emp_prse=employment_rse, "
     "a_mean=wage_mean /year, mean_prse=wage_mean_rse, h_median=wage_median /hour",
     "'median_prse' (field 8) is left out: the error of an estimate", 5, 0, 42822.5},
    {"Occupation,Median pay per month,Pay CV (%),Margin of error\nNurse,4200,2.2,90\n",
     "Occupation=occupation.title, Median pay per month=wage_median /month",
     "'Pay CV (%)' (field 3) is left out: the error|'Margin of error' (field 4)", 1, 0, 4200},
    {"area_title,year,avg_wkly_wage,oty_avg_wkly_wage_pct_chg,total_qtrly_wages,avg_annual_pay\n"
     "Ohio,2024,1205,3.1,81234567890,62660\n",
     "area_title=region, year=period, avg_wkly_wage=wage_mean /week, avg_annual_pay=wage_mean "
     "/year",
     "'oty_avg_wkly_wage_pct_chg' (field 4) is left out: a change|"
     "'total_qtrly_wages' (field 5) is left out: a sum",
     2, 0, 63865},
    /* Each time in its own unit, by header or by a column. */
    {"Occupation,Median weekly earnings,Median hourly earnings\nNurse,1300,35.5\n",
     "Occupation=occupation.title, Median weekly earnings=wage_median /week, Median hourly "
     "earnings=wage_median /hour",
     "", 2, 0, 1335.5},
    {"job_title,wage,pay_unit\nNurse,36.5,hourly\nCook,16,hourly\n",
     "job_title=occupation.title, wage=value /year, pay_unit=unit", "", 2, 0, 52.5},
    {"job_title,wage,pay_unit\nNurse,36.5,hourly\nCook,41000,yearly\n",
     "job_title=occupation.title, wage=value /year, pay_unit=unit", "", 1, 1, 36.5},
    {"title,state,biweekly_pay\nNurse,OH,$3200\n",
     "title=occupation.title, state=region, biweekly_pay=value USD/week*0.5", "", 1, 0, 1600},
    {"Job Titles,Salary or Hourly,Annual Salary,Hourly Rate\nNurse,Salary,$101442.00,\n"
     "Clerk,Hourly,,$22.10\n",
     "Job Titles=occupation.title, Annual Salary=value /year",
     "'Hourly Rate' (field 4) is left out: pay for an hour; column 'Annual Salary' is used, for a "
     "year|the sign $ may be any country's dollar",
     1, 0, 101442},
    {"job,Pay (thousands)\nNurse,70.5\n", "job=occupation.title, Pay (thousands)=value /year*1000",
     "by its size", 1, 0, 70500},
    /* What the lines above say. */
    {"Occupation:,43-6013 Medical Secretaries\nPeriod:,May 2025\nState:,Ohio\n\n"
     "Experience,Employment,Annual mean wage\nEntry,30000,41000\nSenior,500,52000\n",
     "Experience=level, Employment=employment, Annual mean wage=wage_mean /year|"
     "occupation 43-6013, region OH, period 2025-05",
     "", 4, 0, 123500},
    {"Occupation: 43-6013 Medical secretaries and administrative assistants\nPeriod: May 2025\n"
     "Country: Germany\nReleased April 2, 2026\nExperience,Median annual wage\nEntry,35000\n",
     "Experience=level, Median annual wage=wage_median /year|"
     "occupation 43-6013, region DEU, period 2025-05",
     "", 1, 0, 35000},
    {"\"Pay of registered nurses (29-1141) in Ohio, May 2024\"\nSetting,Mean annual wage ($)\n"
     "Hospitals,84000\n",
     "Mean annual wage ($)=wage_mean USD/year|occupation 29-1141, region OH, period 2024-05", "", 1,
     0, 84000},
    {"\"Wages in New York City, 2024\"\n\"Source: Washington Post, 2025\"\njob,Mean annual wage\n"
     "Nurse,84000\n",
     "job=occupation.title, Mean annual wage=wage_mean /year|period 2024", "", 1, 0, 84000},
    {"\"Pay in Georgia, 2023 and 2024\"\njob,Mean annual wage\nNurse,84000\n",
     "job=occupation.title, Mean annual wage=wage_mean /year",
     "do not agree on one region|do not agree on one period", 1, 0, 84000},
    {"Wages for Texas, by occupation\nOccupation,Mean annual wage\nNurse,84000\n",
     "Occupation=occupation.title, Mean annual wage=wage_mean /year|region TX", "", 1, 0, 84000},
    {"Weekly pay of nurses\nSetting,Mean pay\nHospital,1200\n", "Mean pay=wage_mean /week", "", 1,
     0, 1200},
    {"State: Ohio\nPeriod: 2023\nArea,Year,Mean annual wage\nToledo,2022,51000\n",
     "Area=region, Year=period, Mean annual wage=wage_mean /year", "", 1, 0, 51000},
    /* Projections, in one row of headers, in two, and by name. */
    {"Employment in thousands\nOccupation,\"Employment, 2023\",\"Employment, 2033\",Change,"
     "Percent change,\"Median annual wage, 2024\"\nNurse,3300.1,3500.2,200.1,6.1,93600\n",
     "Occupation=occupation.title, Employment, 2023=employment_base*1000@2023-2033, Employment, "
     "2033=employment_projected*1000@2023-2033, Change=employment_change*1000@2023-2033, Percent "
     "change=percent_change@2023-2033, Median annual wage, 2024=wage_median /year@2024",
     "", 5, 0, 7094006.1},
    {"Title,Employment,,Employment change,,Median annual wage\n,2023,2033,Number,Percent,2024\n"
     "Nurse,3300,3500,200,6.1,93600\n",
     "Title=occupation.title, Employment 2023=employment_base@2023-2033, Employment "
     "2033=employment_projected@2023-2033, Employment change Number=employment_change@2023-2033, "
     "Employment change Percent=percent_change@2023-2033, Median annual wage 2024=wage_median "
     "/year@2024",
     "", 5, 0, 100606.1},
    {"Area,Period,Title,Base Year,Projected Year,Change,Percent,Growth Openings,Total Openings\n"
     "Ohio,2014-2024,Nurse,9914750,11212710,1297960,13.1%,133540,361750\n",
     "Area=region, Period=period, Title=occupation.title, Base Year=employment_base, Projected "
     "Year=employment_projected, Change=employment_change, Percent=percent_change, Total "
     "Openings=openings_annual",
     "'Growth Openings' (field 8) is left out: a part of the openings", 5, 0, 22787183.1},
    /* Questions of a survey. */
    {"Timestamp,What is your current job title?,Which country do you work in?,\"What is your "
     "annual "
     "salary? (If you are hourly, please enter what you earn in a year.)\",What was your bonus "
     "last "
     "year?,Please indicate the currency,How many years of professional work experience do you "
     "have overall?,How many years have you been in your field?\n"
     "4/27/2021 11:02:10,Nurse,Canada,82000,1000,CAD,5-7 years,2\n"
     "4/28/2021 11:02:10,Cook,Canada,41000,0,CAD,8 - 10 years,3\n",
     "Timestamp=period, What is your current job title?=occupation.title, Which country do you "
     "work "
     "in?=region, What is your annual salary? (If you are hourly, please enter what you earn in a "
     "year.)=value /year, Please indicate the currency=currency, How many years of professional "
     "work experience do you have overall?=level",
     "'What was your bonus last year?' (field 5) is left out: pay on top of base pay", 2, 0,
     123000},
    /* Grades of pay are levels; shares and rates are no employment. */
    {"job,salary,salary_grade,employment_type\nNurse,82000,12,FT\n",
     "job=occupation.title, salary=value /year, salary_grade=level", "", 1, 0, 82000},
    {"Occupation,Employment rate,Employment per 1000 jobs,Location quotient,Annual mean wage\n"
     "Nurse,55.1,20.1,1.2,80000\n",
     "Occupation=occupation.title, Employment per 1000 jobs=jobs_per_1000, Location "
     "quotient=location_quotient, Annual mean wage=wage_mean /year",
     "", 3, 0, 80021.3},
    /* A pattern folds marks and letters as a header does. */
    {"Occupation,Median annual wage \u2013 \u00C9lite,Employment (thousands)\nNurse,80000,12.5\n",
     "Occupation=occupation.title, Median annual wage \u2013 \u00C9lite=wage_median /year, "
     "Employment "
     "(thousands)=employment*1000",
     "", 2, 0, 92500},
    {"Occupation,Employment 2022,\"Employment Change, 2022-2032\",\"Employment Percent Change, "
     "2022-2032\",Median Annual Wage 2023\nNurse,3172.5,177.4,5.6,86070\n",
     "Occupation=occupation.title, Employment Percent Change, 2022-2032=percent_change, Median "
     "Annual "
     "Wage 2023=wage_median /year@2023",
     "'Employment 2022' (field 2) is left out: its numbers have decimals|'Employment Change, "
     "2022-2032' (field 3) is left out: its numbers have decimals",
     2, 0, 86075.6},
    {"Occupation,Mean annual wage,Average annual wage\nNurse,80000,80000\n",
     "Occupation=occupation.title, Mean annual wage=wage_mean /year",
     "the same statistic as column 'Mean annual wage'", 1, 0, 80000},
};

static void put_draft(struct cs_buf *out, const struct cs_layout_draft *draft)
{
    const char *before = "";
    for (size_t i = 0; i < draft->n_columns; i++) {
        const struct cs_draft_column *column = &draft->columns[i];
        if (strcmp(column->value, "ignore") == 0)
            continue;
        cs_buf_printf(out, "%s%s=%s", before, column->header, column->value);
        if (column->part)
            cs_buf_printf(out, ".%s", column->part);
        if (column->unit)
            cs_buf_printf(out, " %s", column->unit);
        if (column->multiply > 0)
            cs_buf_printf(out, "*%g", column->multiply);
        if (column->period)
            cs_buf_printf(out, "@%s", column->period);
        before = ", ";
    }
    before = "|";
    for (int d = 0; d < CS_N_DIMS; d++)
        if (draft->constants[d]) {
            cs_buf_printf(out, "%s%s %s", before, cs_dim_name((enum cs_dim)d), draft->constants[d]);
            before = ", ";
        }
}

/* Every text of a list must be in some message. */
static void check_told(const struct cs_diag *diag, const char *texts, size_t file)
{
    for (const char *p = texts; *p; p += strcspn(p, "|"), p += *p == '|') {
        char wanted[200];
        bool is_told = false;
        snprintf(wanted, sizeof wanted, "%.*s", (int)strcspn(p, "|"), p);
        for (size_t i = 0; i < diag->n_messages; i++)
            is_told |= strstr(diag->messages[i].text, wanted) != NULL;
        if (!is_told)
            fail_msg("file %zu: not told: %s", file, wanted);
    }
}

/* Reads the file by its own draft. */
static void check_reading(const char *table, const struct cs_buf *json,
                          const struct cs_reference *reference, size_t i)
{
    char layout[] = "/tmp/careerstat-draft-XXXXXX";
    struct cs_diag diag;
    struct cs_layouts layouts;
    struct cs_load_report report;
    struct cs_dataset *dataset = cs_dataset_new();
    close(mkstemp(layout));
    cs_diag_init(&diag);
    cs_layouts_init(&layouts);
    cs_load_report_init(&report);
    assert_int_equal(cs_outfile_write(layout, cs_buf_text(json), json->size, &diag), 0);
    assert_int_equal(cs_layouts_load(&layouts, layout, &diag), CS_OK);
    struct cs_load_options options = {.allows_rejects = 1,
                                      .intake = {.layouts = &layouts, .reference = reference}};
    assert_int_equal(cs_load(dataset, table, &options, &report, &diag), CS_OK);
    if (report.tables[0].n_values != files[i].n_values)
        fail_msg("file %zu: %d values", i, (int)report.tables[0].n_values);
    assert_int_equal(report.tables[0].n_rejected, files[i].n_refused);
    double total = 0;
    for (size_t r = 0; r < dataset->observations.n_rows; r++)
        total += isnan(dataset->observations.value[r]) ? 0 : dataset->observations.value[r];
    for (size_t r = 0; r < dataset->n_estimates; r++)
        total += isnan(dataset->estimates[r].value) ? 0 : dataset->estimates[r].value;
    if (fabs(total - files[i].total) > 1e-6)
        fail_msg("file %zu: a total of %.9g", i, total);
    cs_load_report_clear(&report);
    cs_dataset_free(dataset);
    cs_layouts_clear(&layouts);
    cs_diag_clear(&diag);
    unlink(layout);
}

static void a_draft_reads_its_file(void **state)
{
    const struct cs_reference *reference = *state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char table[] = "/tmp/careerstat-table-XXXXXX";
        struct cs_diag diag;
        struct cs_layout_draft draft;
        struct cs_buf json, words;
        close(mkstemp(table));
        cs_diag_init(&diag);
        cs_layout_draft_init(&draft);
        cs_buf_init(&json);
        cs_buf_init(&words);
        assert_int_equal(cs_outfile_write(table, files[i].text, strlen(files[i].text), &diag), 0);
        assert_int_equal(cs_layout_draft_make(&draft, table, reference, &diag), CS_OK);
        put_draft(&words, &draft);
        if (strcmp(cs_buf_text(&words), files[i].draft) != 0)
            fail_msg("file %zu: %s", i, cs_buf_text(&words));
        check_told(&diag, files[i].told, i);
        assert_int_equal(cs_layout_draft_json(&draft, &json, &diag), CS_OK);
        check_reading(table, &json, reference, i);
        cs_buf_clear(&words);
        cs_buf_clear(&json);
        cs_layout_draft_clear(&draft);
        cs_diag_clear(&diag);
        unlink(table);
    }
}

static void nothing_to_draft(void **state)
{
    static const struct {
        const char *text;
        enum cs_status status;
        const char *told;
    } rows[] = {
        {"just a line\n", CS_IO, "there is no table here"},
        {"a,b\n", CS_IO, "there is no table here"},
        {"", CS_IO, "is an empty file"},
        {"a,b\n1,x\n", CS_NO_ANSWER,
         "the columns are 'a', 'b'|'a' (field 1) is left out: it holds numbers"},
        {"Occupation,Growth\nNurse,6%\n", CS_NO_ANSWER, "'Growth' (field 2) is left out: a change"},
        {"Beruf;Gehalt\nPfleger;3.850\nKoch;2.400\n", CS_NO_ANSWER,
         "nothing says which pay period this is for"},
        {"job,Hourly pay\nNurse,700000\n", CS_NO_ANSWER, "unlikely as pay for an hour"},
        {"job,Annual salary\nNurse,70.5\n", CS_NO_ANSWER, "unlikely as pay for a year"},
        {"Job Title,Salary Estimate\nAnalyst,$137K-$171K (site est.)\n", CS_NO_ANSWER,
         "its cells are not numbers: '$137K-$171K (site est.)'"},
        {"Sexo;Salario "
         "anual;Periodo;Total\nMujeres;Salario;2021;14.481,56\nHombres;Salario;2021;18."
         "502,54\n",
         CS_NO_ANSWER, "'Total' (field 4) is left out: it holds numbers ('14.481,56')"},
        {"job,Bonus\nNurse,5000\n", CS_NO_ANSWER, "pay on top of base pay"},
        {"area,year,sex,avg_wkly_wage\nOhio,2024,Men,1300\nOhio,2024,Women,1200\n", CS_NO_ANSWER,
         "the same keys as line 2, but different figures: no key column tells them apart; what "
         "does may be in 'sex'"},
        {"area,year,Mean annual wage\nOhio,2024,41000\nOhio,2024,42000\n", CS_NO_ANSWER,
         "no column that is left out tells them apart"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char table[] = "/tmp/careerstat-table-XXXXXX";
        close(mkstemp(table));
        struct cs_diag diag;
        struct cs_layout_draft draft;
        cs_diag_init(&diag);
        cs_layout_draft_init(&draft);
        assert_int_equal(cs_outfile_write(table, rows[i].text, strlen(rows[i].text), &diag), 0);
        if (cs_layout_draft_make(&draft, table, *state, &diag) != rows[i].status)
            fail_msg("row %zu", i);
        assert_int_equal(diag.n_errors, 1);
        check_told(&diag, rows[i].told, i);
        cs_layout_draft_clear(&draft);
        cs_diag_clear(&diag);
        unlink(table);
    }
}

static void headers_are_folded(void **state)
{
    (void)state;
    static const struct {
        const char *header, *words;
    } rows[] = {
        {"AnnualSalary", "annual salary"},
        {"BASEPay", "base pay"},
        {"PAY", "pay"},
        {"salary_in_USD", "salary in usd"},
        {"% change", "percent change"},
        {"Pay (USD/year)", "pay usd year"},
        {"What is your salary (before tax)? Include tips.", "what is your salary"},
        {"?", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[CS_WORDS_BYTES];
        assert_string_equal(cs_header_words_fold(rows[i].header, out), rows[i].words);
    }
}

static int load_reference(void **state)
{
    static struct cs_reference reference;
    struct cs_diag diag;
    cs_diag_init(&diag);
    cs_reference_init(&reference);
    *state = &reference;
    return cs_reference_load(&reference, CS_SOURCE_DIR "/datasets/reference", &diag) != CS_OK;
}

static int clear_reference(void **state)
{
    cs_reference_clear(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_reads_its_file),
        cmocka_unit_test(nothing_to_draft),
        cmocka_unit_test(headers_are_folded),
    };
    return cmocka_run_group_tests(tests, load_reference, clear_reference);
}
