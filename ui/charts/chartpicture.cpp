// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartpicture.h"

#include "ui/charts/plotview.h"

#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr int sharp = 2;

QColor groundOf(const PlotView& chart)
{
    return chart.themes().theme()[Token::Surface];
}

void paint(PlotView& chart, QPaintDevice& device)
{
    QPainter painter(&device);
    const QRectF whole(QPointF(0, 0), QSizeF(chart.viewport()->size()));
    painter.fillRect(whole, groundOf(chart));
    chart.render(&painter, whole);
}

} // namespace

QImage imageOf(PlotView& chart)
{
    QImage image(chart.viewport()->size() * sharp, QImage::Format_RGB32);
    image.setDevicePixelRatio(sharp);
    paint(chart, image);
    return image;
}

Result<void> savePicture(PlotView& chart, const QString& path)
{
    QSaveFile file(path);
    const auto failed = [&](Error::Code code) {
        return Error {
            .code = code,
            .message =
                PlotView::tr("Cannot write the picture %1: %2").arg(path, file.errorString())};
    };
    if (!file.open(QIODevice::WriteOnly)) {
        return failed(Error::Code::CannotCreate);
    }
    if (path.endsWith(u".svg"_s, Qt::CaseInsensitive)) {
        QSvgGenerator svg;
        svg.setOutputDevice(&file);
        svg.setSize(chart.viewport()->size());
        svg.setViewBox(QRect(QPoint(0, 0), chart.viewport()->size()));
        svg.setTitle(chart.accessibleName());
        paint(chart, svg);
    } else if (!imageOf(chart).save(&file, "PNG")) {
        return failed(Error::Code::Io);
    }
    return file.commit() ? Result<void>() : Result<void>(failed(Error::Code::Io));
}

} // namespace plimsoll
