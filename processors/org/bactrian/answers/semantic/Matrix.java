package org.bactrian.answers.semantic;

/** The linear algebra of a handful of numbers. */
final class Matrix {
    private Matrix() {}

    static double[][] diagonal(int size, double value) {
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            matrix[i][i] = value;
        }
        return matrix;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            product[i] = dot(matrix[i], vector);
        }
        return product;
    }

    /** Adds the scaled outer product of a vector with itself. */
    static void addOuter(double[][] to, double[] vector, double scale) {
        for (int i = 0; i < vector.length; i++) {
            for (int k = 0; k < vector.length; k++) {
                to[i][k] += scale * vector[i] * vector[k];
            }
        }
    }
}
