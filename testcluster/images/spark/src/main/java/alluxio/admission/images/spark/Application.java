package alluxio.admission.images.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.sum;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * What users of Spark do with files: it counts words, and it writes, reads, filters and joins tables. It prints a line for
 * each step, which is the same in every run. It sets no property: what it is given from outside is what is tested.
 */
public final class Application {
    private static final int PARTITIONS = 4;
    private static final long LINES = 80_000;
    private static final long ORDERS = 120_000;
    private static final long CUSTOMERS = 1_000;

    private Application() {}

    /** {@code FOLDER STEP…}: the steps are {@code write}, {@code words}, {@code table} and {@code wait=SECONDS}. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length < 2) {
            System.err.println("usage: application FOLDER write | words | table | wait=SECONDS…");
            System.exit(2);
        }
        SparkSession spark = SparkSession.builder().getOrCreate();
        List<String> steps = Arrays.asList(args).subList(1, args.length);
        for (String step : steps) {
            long start = System.nanoTime();
            String result = run(spark, args[0], step);
            long milliseconds = (System.nanoTime() - start) / 1_000_000;
            System.out.println("result: " + step + ": " + result);
            System.out.println("time: " + step + ": " + milliseconds + " ms");
        }
        spark.stop();
    }

    private static String run(SparkSession spark, String folder, String step) throws InterruptedException {
        if (step.startsWith("wait=")) {
            Thread.sleep(1000 * Long.parseLong(step.substring("wait=".length())));
            return "waited";
        }
        switch (step) {
            case "write":
                return write(spark, folder);
            case "words":
                return words(spark, folder);
            case "table":
                return table(spark, folder);
            default:
                throw new IllegalArgumentException("no step " + step);
        }
    }

    /** A text of random words, and two tables. */
    private static String write(SparkSession spark, String folder) {
        Dataset<Row> numbers = spark.range(0, LINES, 1, PARTITIONS).toDF("id");
        numbers.selectExpr("concat_ws(' ', concat('w', id % 977), sha2(string(id), 256), concat('v', id % 13)) AS value")
                .write()
                .mode(SaveMode.Overwrite)
                .text(folder + "/words");
        spark.range(0, ORDERS, 1, PARTITIONS)
                .toDF("id")
                .withColumn("customer", col("id").multiply(lit(7)).mod(lit(CUSTOMERS)))
                .withColumn("price", col("id").mod(lit(101)))
                .withColumn("note", sha2(col("id").cast("string"), 256))
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(folder + "/orders");
        spark.range(0, CUSTOMERS, 1, 1)
                .toDF("customer")
                .withColumn("region", col("customer").mod(lit(5)))
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(folder + "/customers");
        return LINES + " lines, " + ORDERS + " orders, " + CUSTOMERS + " customers";
    }

    private static String words(SparkSession spark, String folder) {
        Dataset<Row> counted = spark.read()
                .text(folder + "/words")
                .select(explode(split(col("value"), " ")).as("word"))
                .where(col("word").startsWith("w").or(col("word").startsWith("v")))
                .groupBy("word")
                .agg(count(lit(1)).as("times"));
        Row sums = counted.agg(count(lit(1)), sum("times")).head();
        return sums.get(0) + " words, " + sums.get(1) + " times";
    }

    private static String table(SparkSession spark, String folder) {
        Dataset<Row> orders = spark.read().parquet(folder + "/orders");
        Dataset<Row> customers = spark.read().parquet(folder + "/customers");
        Row sums = orders.where(col("price").gt(lit(50)).and(col("note").notEqual(lit(""))))
                .join(customers, "customer")
                .groupBy("region")
                .agg(sum("price").as("price"), count(lit(1)).as("orders"))
                .agg(count(lit(1)), sum("orders"), sum("price"))
                .head();
        return sums.get(0) + " regions, " + sums.get(1) + " orders, " + sums.get(2) + " paid";
    }
}
